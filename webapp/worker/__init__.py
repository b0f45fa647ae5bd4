"""The worker: plans reminders, sends them, and tidies up."""
