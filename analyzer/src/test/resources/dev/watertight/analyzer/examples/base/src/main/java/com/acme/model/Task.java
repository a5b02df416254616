package com.acme.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;

@Entity
@Table(name = "tasks")
public class Task {
  @Id private UUID id;

  @Column(name = "organization_id", nullable = false)
  private String organizationId;

  private String title;

  @ManyToOne private Project project;

  public UUID getId() {
    return id;
  }

  public Project getProject() {
    return project;
  }
}
