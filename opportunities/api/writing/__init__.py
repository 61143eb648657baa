"""Partners' systems propose updates and evidence: nothing they send counts before staff publish it."""
