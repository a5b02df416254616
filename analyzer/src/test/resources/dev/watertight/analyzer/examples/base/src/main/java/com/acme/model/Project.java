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
@Table(name = "projects")
public class Project {
  @Id private UUID id;

  @Column(name = "organization_id", nullable = false)
  private String organizationId;

  private String name;

  @OneToMany(mappedBy = "project")
  private List<Task> tasks;

  public UUID getId() {
    return id;
  }

  public List<Task> getTasks() {
    return tasks;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }
}
