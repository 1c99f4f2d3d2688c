from articles.markup import lean


def test_the_indentation_of_templates_goes_and_blanks_that_are_text_stay():
    printed = "\n  <p>\n    Quê  hương,\u00a0\n\n    <b>17</b> tháng\u00a011\r\n  </p>\n"

    assert lean(printed) == "<p>\nQuê  hương,\u00a0\n<b>17</b> tháng\u00a011\n</p>"
