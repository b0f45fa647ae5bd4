"""Web push: what a subscription must be, encrypting for it, sending, and what each answer means."""
