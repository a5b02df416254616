package dev.watertight.isolation.library;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A note, whose key comes from a sequence. */
@Entity
@Table(name = "notes")
public class Note {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE)
  @SequenceGenerator(sequenceName = "notes_seq", allocationSize = 50)
  private @Nullable Long id;

  @TenantId
  @Column(name = "organization_id")
  private @Nullable String tenant;

  private String body = "";

  protected Note() {}

  Note(String body) {
    this.body = body;
  }

  public @Nullable Long getId() {
    return id;
  }

  public @Nullable String getTenant() {
    return tenant;
  }

  public String getBody() {
    return body;
  }
}
