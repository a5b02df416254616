package dev.watertight.isolation.library;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A task of a project. */
@Entity
@Table(name = "tasks")
public class Task {
  @Id
  @GeneratedValue(strategy = GenerationType.UUID)
  private @Nullable UUID id;

  @TenantId
  @Column(name = "organization_id")
  private @Nullable String tenant;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "project_id")
  private @Nullable Project project;

  private String title = "";
  private boolean done;

  protected Task() {}

  Task(Project project, String title) {
    this.project = project;
    this.title = title;
  }

  public @Nullable UUID getId() {
    return id;
  }

  public @Nullable String getTenant() {
    return tenant;
  }

  public @Nullable Project getProject() {
    return project;
  }

  public String getTitle() {
    return title;
  }

  public boolean isDone() {
    return done;
  }

  public void setDone(boolean done) {
    this.done = done;
  }
}
