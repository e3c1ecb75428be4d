"""What pupils said, told to pupils."""
