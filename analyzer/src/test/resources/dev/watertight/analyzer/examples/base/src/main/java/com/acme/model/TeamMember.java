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
@Table(name = "team_members")
public class TeamMember {
  @Id private UUID id;

  @Column(name = "organization_id", nullable = false)
  private String organizationId;

  private String email;

  public UUID getId() {
    return id;
  }
}
