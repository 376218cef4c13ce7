"""What a reply says to a mail of ours: answers, corrections, consent, help, a form that comes back."""
