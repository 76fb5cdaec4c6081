"""What goes in and what comes out: readers and writers of files."""
