"""What happens when somebody says or does something, or when time passes."""
