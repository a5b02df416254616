package dev.watertight.sample.leaks;

import dev.watertight.isolation.DataLayer;

/** The leaks by kind, each as an operation, beside its twin without the leak. */
public final class LeakyLayer {
  public final Predicates predicates;
  public final Joins joins;
  public final Numbers numbers;
  public final Writes writes;
  public final Shapes shapes;
  public final PastPolicies pastPolicies;
  public final Remembered remembered;

  private LeakyLayer(Db db, Remembered.State state) {
    this.predicates = new Predicates(db);
    this.joins = new Joins(db);
    this.numbers = new Numbers(db);
    this.writes = new Writes(db);
    this.shapes = new Shapes(db);
    this.pastPolicies = new PastPolicies(db);
    this.remembered = new Remembered(db, state);
  }

  /** Starts it on a database. */
  static DataLayer<LeakyLayer> started() {
    return dataSource -> {
      Remembered.State state = new Remembered.State();
      return Db.layer(dataSource, db -> new LeakyLayer(db, state));
    };
  }
}
