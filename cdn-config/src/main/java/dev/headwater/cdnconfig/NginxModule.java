package dev.headwater.cdnconfig;

/** What nginx's file asks of njs: the token check, with keys that nginx reads when it starts. */
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

    const SECRETS = '%s';
    const PURGED = '%s-purged';
    const HOP = secret('hop');
    const PURGE = secret('purge');
    const configuration = { keys: keys() };

    """
        .formatted(site.secrets(), site.folder());
  }
}
