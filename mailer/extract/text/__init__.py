"""What a text shows whoever reads it: words, phrases and cues in every language, what they deny, dates and links."""
