"""Django's SQLite backend on SQLCipher: every page of the file is encrypted, and its key comes from `vault.held`."""
