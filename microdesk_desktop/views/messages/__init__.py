"""Sentences of errors, refused rows, reasons and progress."""
