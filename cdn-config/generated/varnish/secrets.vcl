# What no policy tells Varnish. This is an example: it belongs to /etc/headwater/secrets.vcl, with secrets of your own, readable by root and by the group
# of varnishd, whose compiler reads it (chgrp varnish; mode 0640, of the folder 0750). After a change: varnishreload.

# What this hop shows to the origin in Headwater-Hop: one of the nodes' hop.secrets, of 32 characters at least. With it, tokens are
# checked here; without it, by the origin.
sub headwater_hop {
  # var.set("hop", "...");
}

# The keys of tokens, one line each: of the name that this CDN has in playback.keys.cdns (and playback.keys.checked-by), as
# GET /api/v1/token-keys/KID/secret shows them. A new one goes beside the old one before it is confirmed; an old one goes when
# it is retired.
sub headwater_token_keys {
  # if (var.get("kid") == "varnish-1") { var.set("key", "64 hexadecimal digits"); }
}

# What has to be shown in Headwater-Purge by who purges. Without it nothing can be purged.
sub headwater_purger {
  # var.set("purger", "...");
}
