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
@Table(name = "plans")
public class Plan {
  @Id private UUID id;

  private String name;

  public UUID getId() {
    return id;
  }

  public String getName() {
    return name;
  }
}
