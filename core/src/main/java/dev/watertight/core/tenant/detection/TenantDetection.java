package dev.watertight.core.tenant.detection;

import dev.watertight.core.tenant.TenantModel;
import java.util.List;

/**
 * What separates tenants, as far as it was configured or found.
 *
 * @param notes what a user should know of how it was found, each for people: an ambiguity and how
 *     it was decided, or what to configure where nothing was found
 */
public record TenantDetection(TenantModel model, List<String> notes) {
  public TenantDetection {
    notes = List.copyOf(notes);
  }
}
