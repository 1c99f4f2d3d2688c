from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    # CKEditor's own style sheets name a few pictures that it does not bring.
    manifest_strict = False
