package dev.watertight.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.config.ConfigurationKeys.ConfigurationKey;
import dev.watertight.core.docs.GeneratedPart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page docs/configuration.md tells what the table of keys says. */
class ConfigurationPageTest {
  private static final Path PAGE = GeneratedPart.page("configuration.md");
  private static final Pattern FENCE = Pattern.compile("(?s)```yaml\n(.*?)```");

  @TempDir Path root;

  @Test
  void itsKeysAreThoseOfTheTable() throws Exception {
    StringBuilder keys = new StringBuilder();
    for (ConfigurationKey key : ConfigurationKeys.all()) {
      boolean top = key.name().indexOf('.') < 0;
      if (top) {
        keys.append(keys.isEmpty() ? "" : "\n");
        keys.append("### `").append(key.name()).append("`\n\n").append(key.description());
        keys.append(
            "\n\n| key | takes | where it is not given | meaning |\n| --- | --- | --- | --- |\n");
      }
      if (!key.isSection()) {
        keys.append(row(key));
      }
    }
    GeneratedPart.isUpToDate(PAGE, "keys", keys.toString());
  }

  private static String row(ConfigurationKey key) {
    return "| `"
        + key.name()
        + "` | "
        + key.type()
        + "<br>`"
        + key.example().replace("|", "\\|")
        + "` | "
        + key.byDefault()
        + " | "
        + key.description()
        + " |\n";
  }

  @Test
  void everyExampleInItCanBeRead() throws Exception {
    Matcher fence = FENCE.matcher(Files.readString(PAGE));
    int examples = 0;
    while (fence.find()) {
      Path file = root.resolve("watertight.yml");
      Files.writeString(file, fence.group(1));
      assertThat(
              ConfigurationReader.read(Optional.of(file), "docs", Overrides.none()).origins().all())
          .isNotEmpty();
      examples++;
    }
    assertThat(examples).isGreaterThanOrEqualTo(2);
  }

  @Test
  void everyKeysOwnExampleIsReadAndChangesTheConfiguration() throws Exception {
    for (ConfigurationKey key : ConfigurationKeys.all()) {
      if (key.isSection() || key.name().contains("[]")) {
        continue;
      }
      Configuration read =
          ConfigurationReader.find(
              root, Overrides.none().with(key.name(), key.example(), "--set " + key.name()));
      assertThat(read.origins().has(key.name())).as(key.name()).isTrue();
      if (!key.byDefault().equals("`" + key.example() + "`")) {
        assertThat(values(read)).as(key.name()).isNotEqualTo(values(Configuration.defaults()));
      }
    }
  }

  @Test
  void everyKeyOfAListsItemsHasAnExampleThatCanBeRead() throws Exception {
    for (ConfigurationKey key : ConfigurationKeys.all()) {
      if (!key.name().contains("[].")) {
        continue;
      }
      String list = key.name().substring(0, key.name().indexOf("[]"));
      String name = key.name().substring(key.name().indexOf("[].") + 3);
      String others =
          switch (list) {
            case "suppressions" ->
                name.equals("object") ? "rule: rls-off" : "rule: rls-off, path: a";
            case "code.query-apis" -> "type: a.B, tenant: [c], end: [d]";
            case "code.across-tenants" ->
                List.of("method", "call").contains(name) ? "reason: x" : "annotation: a.B";
            default -> "by: hibernate-filter";
          };
      String without =
          others.replaceAll("(^|, )" + name + ": (\\[.*?]|[^,]*)", "").replaceAll("^, ", "");
      String item =
          "[{" + name + ": " + key.example() + (without.isEmpty() ? "" : ", " + without) + "}]";
      assertThat(
              ConfigurationReader.find(root, Overrides.none().with(list, item, "--set " + list))
                  .origins()
                  .has(list + "[0]." + name))
          .as(item)
          .isTrue();
    }
  }

  private static List<Object> values(Configuration read) {
    return List.of(
        read.tenant(),
        read.tables(),
        read.code(),
        read.database(),
        read.report(),
        read.suppressions());
  }
}
