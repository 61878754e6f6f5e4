"""Translate the talk: overlays in locales/, one a language."""
