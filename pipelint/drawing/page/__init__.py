"""Pages of HTML that need nothing besides themselves: no network, no library, and no code but our own."""
