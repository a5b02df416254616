package dev.watertight.isolation.library;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A project of a tenant, whom Hibernate knows. */
@Entity
@Table(name = "projects")
public class Project {
  @Id
  @GeneratedValue(strategy = GenerationType.UUID)
  private @Nullable UUID id;

  @TenantId
  @Column(name = "organization_id")
  private @Nullable String tenant;

  private String name = "";
  private int budget;

  @SuppressWarnings("FieldCanBeFinal") // Hibernate puts a collection of its own here.
  @OneToMany(mappedBy = "project")
  @OrderBy("title")
  private List<Task> tasks = new ArrayList<>();

  public @Nullable UUID getId() {
    return id;
  }

  public void setId(@Nullable UUID id) {
    this.id = id;
  }

  public @Nullable String getTenant() {
    return tenant;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public int getBudget() {
    return budget;
  }

  public void setBudget(int budget) {
    this.budget = budget;
  }

  public List<Task> getTasks() {
    return tasks;
  }
}
