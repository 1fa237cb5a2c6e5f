"""What the readers share: blocks, places, lists and tables, bytes and tags."""
