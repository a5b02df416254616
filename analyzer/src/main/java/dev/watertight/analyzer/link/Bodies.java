package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The bodies of a program: which were walked, and which were not as they did not seem relevant. */
final class Bodies {
  private record Waiting(TypeDecl type, Optional<FieldFact> field, Optional<MethodFact> method) {}

  private final Relevance relevance;
  private final Walker walker;
  private final SortedSet<String> tooDeep = new TreeSet<>();
  private List<Waiting> waiting = new ArrayList<>();

  Bodies(Relevance relevance, Walker walker) {
    this.relevance = relevance;
    this.walker = walker;
  }

  /** Takes in the members of a type, its member types excepted. */
  void add(TypeDecl type) {
    for (FieldFact field : type.fact().fields()) {
      if (field.initializer().isPresent()) {
        waiting.add(new Waiting(type, Optional.of(field), Optional.empty()));
      }
    }
    for (MethodFact method : type.fact().methods()) {
      if (method.body().isPresent()) {
        waiting.add(new Waiting(type, Optional.empty(), Optional.of(method)));
      }
    }
  }

  /** Walks each body that is relevant and was not walked yet. */
  void walk(Collector collector) {
    List<Waiting> open = waiting;
    waiting = new ArrayList<>();
    for (Waiting body : open) {
      try {
        walk(body, collector);
      } catch (StackOverflowError e) {
        tooDeep.add(body.type().file().path());
      }
    }
  }

  /** The files with bodies that are nested too deep to be walked. */
  SortedSet<String> tooDeep() {
    return tooDeep;
  }

  private void walk(Waiting body, Collector collector) {
    TypeDecl type = body.type();
    if (body.field().filter(f -> relevance.isRelevant(f, type)).isPresent()) {
      walker.walk(body.field().get(), type, collector);
    } else if (body.method().filter(m -> relevance.isRelevant(m, type)).isPresent()) {
      walker.walk(new MethodDecl(type, body.method().get()), collector);
    } else {
      waiting.add(body);
    }
  }

  /** Makes calls of the methods relevant; gives whether some were not before. */
  boolean addTakers(Collection<MethodDecl> takers) {
    boolean any = false;
    for (MethodDecl taker : takers) {
      any |= relevance.addTaker(taker);
    }
    return any;
  }
}
