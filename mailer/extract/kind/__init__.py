"""Whether a wish is for something new, or for more of what is there already."""
