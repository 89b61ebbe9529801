package dev.headwater.cdnconfig;

/** What nginx's file asks of njs: the token check and purges. */
final class NginxModule {
  private NginxModule() {}

  static RenderedFile of(Site site) {
    return new RenderedFile(
        "headwater.js",
        head(site) + EdgeFunction.TOKEN.source() + EdgeFunction.resource("hosts/headwater.js"));
  }

  private static String head(Site site) {
    return """
    // What headwater.conf asks of njs. Rendered by "headwater policy render nginx": change that instead.

    import fs from 'fs';

    const SECRETS = headwater_secrets; // which nginx reads when it starts
    const PURGED = '%s-purged';
    const LONGEST_PURGED = 200; // a path, which is the name of a file then

    // Without what it proves itself with, this hop gets nothing private, and leaves tokens to the origin.
    const configuration = { keys: SECRETS.hop && SECRETS.keys ? SECRETS.keys : {} };

    """
        .formatted(site.folder());
  }
}
