"""The commands, one file each; the table of them is in `app`."""
