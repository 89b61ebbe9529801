package dev.headwater.control.upload;

import dev.headwater.control.account.Caller;
import dev.headwater.control.database.Database;
import dev.headwater.control.job.JobQueue;
import dev.headwater.control.title.Title;
import dev.headwater.control.title.TitleCatalog;
import dev.headwater.control.title.TitleSource;
import io.vertx.sqlclient.SqlConnection;

/** The last step of every upload: the title gets its source, and workers get a job. Immutable. */
public record SourceHandover(Database database, TitleCatalog titles) {
  /**
   * Within the caller's transaction; refused as {@link TitleCatalog#setSource} is.
   *
   * @return the title with its new source
   */
  public Title give(
      SqlConnection transaction, Caller.Person person, String titleId, TitleSource source) {
    Title title = titles.setSource(transaction, person, titleId, source);
    database.await(JobQueue.submit(transaction, titleId, source.key()));
    return title;
  }
}
