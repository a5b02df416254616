package com.acme.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

@Entity
@Table(name = "projects")
public class Project {
  @Id private UUID id;
  @Column(name = "organization_id") private String organizationId;
  private String name;

  public String getName() {
    return name;
  }
}
