package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import java.util.List;
import java.util.Optional;

/**
 * A server with known faults in row-level security. The server that Watertight brings by itself
 * says nothing of the one in production, and is not reported.
 */
@AutoService(AuditRule.class)
public final class OutdatedServer implements AuditRule {
  @Override
  public String name() {
    return "outdated-server";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    Configuration.Engine engine =
        subject.configuration().database().engine().orElse(Configuration.Engine.EMBEDDED);
    if (engine != Configuration.Engine.EMBEDDED) {
      candidate(subject.catalog().version()).ifPresent(trial::suspect);
    }
  }

  /** What there is to say of a server of this version. */
  static Optional<Candidate> candidate(int version) {
    List<ServerFaults.Fault> faults = ServerFaults.of(version);
    if (faults.isEmpty()) {
      return Optional.empty();
    }
    String number = version / 10000 + "." + version % 10000;
    return Optional.of(
        new Candidate(
            "database",
            Optional.empty(),
            Severity.WARNING,
            "PostgreSQL "
                + number
                + " has known faults in row-level security: "
                + String.join(
                    "; ", faults.stream().map(f -> f.consequence() + " (" + f.cve() + ")").toList())
                + ". Upgrade to "
                + ServerFaults.fixedVersion(version)
                + " or later.",
            List.of(),
            Optional.of("server version " + number)));
  }
}
