"""An imported file by step: its batch from upload to undoing; taking rows in; taking them back."""
