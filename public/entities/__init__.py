"""What the pages of people and organisations are made of, for public.views.entities."""
