package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Outcome;
import dev.watertight.database.audit.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Attacks whose arguments are guesses. One that cannot be carried out with some of them says
 * nothing; if none can be carried out, the candidate is unproven.
 */
final class Tries {
  private static final int MOST_SHOWN = 6;

  private record Tried(AttackScript script, Outcome outcome) {}

  private Tries() {}

  static void judge(Trial trial, Candidate candidate, List<AttackScript> scripts) {
    List<Tried> stopped = new ArrayList<>();
    List<Tried> failed = new ArrayList<>();
    for (AttackScript script : scripts) {
      Optional<Outcome> outcome = trial.probe(script);
      if (outcome.isEmpty()) {
        trial.suspect(candidate);
        return;
      }
      switch (outcome.get().kind()) {
        case LEAKED -> {
          trial.judge(candidate, script, outcome.get());
          return;
        }
        case STOPPED -> stopped.add(new Tried(script, outcome.get()));
        case FAILED -> failed.add(new Tried(script, outcome.get()));
      }
    }
    List<Tried> shown = stopped.isEmpty() ? failed.subList(0, 1) : stopped;
    shown.stream().limit(MOST_SHOWN).forEach(t -> trial.judge(candidate, t.script(), t.outcome()));
  }
}
