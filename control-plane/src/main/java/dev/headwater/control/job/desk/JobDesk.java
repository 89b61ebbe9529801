package dev.headwater.control.job.desk;

import dev.headwater.control.access.Access;
import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.control.title.TitleProgress;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Lets publishers at the jobs of their titles, and operators at all: every call is checked, every
 * change is audited. Thread-safe; for virtual threads.
 *
 * <p>All calls are refused with 403 for viewers, and with 404 for jobs that aren't there, or are
 * somebody else's.
 */
public final class JobDesk {
  /** At most 18 digits: a long holds them. */
  private static final Pattern ID = Pattern.compile("\\d{1,18}");

  private final Database database;
  private final JobTable jobs;
  private final AuditLog audit;

  public JobDesk(Database database, AuditLog audit) {
    this.database = database;
    this.jobs = new JobTable(database);
    this.audit = audit;
  }

  /** Those that the person may see of those asked for, the newest first. */
  public JobPage list(Caller.Person person, JobQuery query) {
    checkRole(person);
    return query.publisherId().filter(id -> !maySee(person, id)).isPresent()
        ? new JobPage(List.of(), Optional.empty())
        : JobPage.of(jobs.list(own(person, query)), query.limit());
  }

  private static JobQuery own(Caller.Person person, JobQuery query) {
    return Access.seesAll(person)
        ? query
        : new JobQuery(
            query.state(),
            query.titleId(),
            Optional.of(person.id()),
            query.before(),
            query.limit());
  }

  public Job find(Caller.Person person, String id) {
    checkRole(person);
    return admit(person, jobs.find(number(id)));
  }

  /**
   * Has a job that is dead or cancelled done again, with all its attempts. Refused with 409 where
   * it is neither, or its title was deleted, has another source by now, or another job.
   */
  public Job retry(Caller.Person person, String id) {
    return change(
        person,
        id,
        "job.retry",
        (transaction, job) -> {
          if (!job.state().hasFailed()) {
            throw conflict(job, "dead or cancelled can be retried");
          }
          jobs.futility(transaction, job.id())
              .ifPresent(why -> {
                throw new RefusedException(Reason.CONFLICT, "this job can't be retried: " + why);
              });
          jobs.retry(transaction, job.id());
          database.await(TitleProgress.waiting(transaction, job.title().id()));
        });
  }

  /**
   * Ends a job that waits or runs; what works on it is killed. Its title is what it was where it
   * could be played, and has failed otherwise. Refused with 409 where the job is over.
   */
  public Job cancel(Caller.Person person, String id) {
    return change(
        person,
        id,
        "job.cancel",
        (transaction, job) -> {
          if (!job.state().isOpen()) {
            throw conflict(job, "queued or running can be cancelled");
          }
          jobs.cancel(transaction, job.id());
          String what = job.kind().equals("record") ? "recording" : "packaging";
          database.await(
              TitleProgress.cancelled(transaction, job.title().id(), what + " was cancelled"));
        });
  }

  /**
   * Has a job taken before or after others. Refused with 403 where the person is no operator, with
   * 409 where the job is over.
   */
  public Job prefer(Caller.Person person, String id, JobPriority priority) {
    return change(
        person,
        id,
        "job.prefer",
        (transaction, job) -> {
          if (!person.role().atLeast(Role.OPERATOR)) {
            throw new RefusedException(Reason.FORBIDDEN, "priorities are for operators to set");
          }
          if (!job.state().isOpen()) {
            throw conflict(job, "queued or running has a priority");
          }
          jobs.set(transaction, job.id(), priority);
        });
  }

  private Job change(
      Caller.Person person, String id, String action, BiConsumer<SqlConnection, Job> step) {
    checkRole(person);
    return database.transaction(transaction -> {
      Job before = admit(person, jobs.lock(transaction, number(id)));
      step.accept(transaction, before);
      Job after = jobs.find(transaction, before.id()).orElseThrow();
      JsonObject detail =
          new JsonObject()
              .put("title", after.title().id())
              .put("was", before.state().word())
              .put("priority", after.priority().word());
      audit.record(transaction, person.id(), action, Long.toString(after.id()), detail);
      return after;
    });
  }

  private static void checkRole(Caller.Person person) {
    if (!person.role().atLeast(Role.PUBLISHER)) {
      throw new RefusedException(Reason.FORBIDDEN, "jobs are for publishers and operators to see");
    }
  }

  private static Job admit(Caller.Person person, Optional<Job> found) {
    return found.filter(job -> maySee(person, job.publisher().id())).orElseThrow(JobDesk::unknown);
  }

  private static boolean maySee(Caller.Person person, String publisherId) {
    return Access.seesAll(person) || publisherId.equals(person.id());
  }

  private static long number(String id) {
    if (!ID.matcher(id).matches()) {
      throw unknown();
    }
    return Long.parseLong(id);
  }

  private static RefusedException unknown() {
    return new RefusedException(Reason.NOT_FOUND, "there is no such job");
  }

  private static RefusedException conflict(Job job, String what) {
    return new RefusedException(
        Reason.CONFLICT, "this job is %s: only one that is %s".formatted(job.state().word(), what));
  }
}
