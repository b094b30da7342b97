"""Spelling: which words of a paper are no words, and what they should be. Needs no LanguageTool; starts nothing."""
