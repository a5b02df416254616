package dev.watertight.isolation.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watertight.isolation.demo.DemoLayer;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OperationFinderTest {
  private final AtomicLong statements = new AtomicLong();
  private final DemoLayer layer = new DemoLayer(statements);

  private Found found(Object of) {
    return OperationFinder.find(of, statements::get, FinderOptions.defaults());
  }

  private List<String> names(Object of) {
    return found(of).operations().stream().map(Operation::name).toList();
  }

  private Operation operation(String name) {
    return found(layer).operations().stream()
        .filter(o -> o.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void findsMethodsThroughNestedFacades() {
    assertThat(names(layer))
        .contains(
            "projects().findById(UUID)",
            "projects().tasks().findByProjectId(UUID)",
            "tasks().findByProjectId(UUID)",
            "members.exists(String)");
  }

  @Test
  void tellsOverloadsApart() {
    assertThat(names(layer))
        .contains("projects().findById(UUID)", "projects().findById(UUID, boolean)");
  }

  @Test
  void takesWhatExecutesAStatementForAnOperation() {
    assertThat(names(layer)).contains("settings()", "summary()", "projects().count()");
    assertThat(names(layer)).noneMatch(n -> n.contains("getTheme"));
  }

  @Test
  void takesARecordForDataWithoutCallingForIt() {
    names(layer);
    assertThat(statements).as("only the bean had to be asked for").hasValue(1);
  }

  @Test
  void cutsCycles() {
    assertThat(names(layer)).noneMatch(n -> n.contains("up()"));
  }

  @Test
  void resolvesGenerics() {
    assertThat(names(layer)).contains("tasks().one(TaskId)", "tasks().save(Task)");
    assertThat(operation("tasks().all(List)").parameters().get(0).type().getTypeName())
        .contains("List<")
        .contains("TaskId");
  }

  @Test
  void findsInheritedMethodsOnce() {
    assertThat(names(layer)).filteredOn(n -> n.startsWith("tasks().save")).hasSize(1);
  }

  @Test
  void leavesOutObjectsMethods() {
    assertThat(names(layer))
        .noneMatch(n -> n.contains("toString") || n.contains("hashCode") || n.contains("wait"));
  }

  @Test
  void saysWhatItLeavesOutAndWhy() {
    assertThat(found(layer).uncalled())
        .extracting(Uncalled::operation)
        .containsExactly("close()", "dataSource()", "setDataSource(DataSource)");
    assertThat(found(layer).uncalled()).allSatisfy(u -> assertThat(u.reason()).isNotBlank());
  }

  @Test
  void readsTheReasonOfAMark() {
    assertThat(operation("countOfAll()").acrossTenants()).contains("billing, reviewed");
    assertThat(operation("summary()").acrossTenants()).isEmpty();
  }

  @Test
  void takesAnExpiredMarkForNone() {
    assertThat(operation("oldCountOfAll()").acrossTenants()).isEmpty();
    FinderOptions then = new FinderOptions(4, Set.of(), LocalDate.of(2000, 1, 1));
    assertThat(OperationFinder.find(layer, statements::get, then).operations())
        .filteredOn(o -> o.name().equals("oldCountOfAll()"))
        .allSatisfy(o -> assertThat(o.acrossTenants()).contains("long ago"));
  }

  @Test
  void callsThroughTheFacades() throws Throwable {
    UUID id = UUID.randomUUID();
    assertThat(operation("projects().findById(UUID)").invoke(layer, List.of(id)))
        .asString()
        .contains(id.toString());
  }

  @Test
  void passesAnArrayForVarargs() throws Throwable {
    Object ids = new UUID[] {UUID.randomUUID(), UUID.randomUUID()};
    assertThat(operation("projects().deleteAll(UUID[])").invoke(layer, List.of(ids))).isEqualTo(2);
  }

  @Test
  void letsThroughWhatTheOperationThrows() {
    Operation create = operation("projects().create(NewProject)");
    assertThatThrownBy(() -> create.invoke(layer, List.of(DemoLayer.NewProject.named("x"))))
        .isExactlyInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void printsTheCall() {
    assertThat(operation("projects().findById(UUID)").java("db", List.of("id")))
        .isEqualTo("db.projects().findById(id)");
  }

  /** As Spring Data makes them. */
  interface Repository<T, I> {
    Optional<T> findById(I id);

    <S extends T> S save(S entity);
  }

  interface SettingsRepository extends Repository<DemoLayer.Settings, UUID> {
    long countByTheme(String theme);
  }

  @Test
  void resolvesTheInheritedGenericsOfAProxy() {
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SettingsRepository.class},
            (p, method, arguments) -> Optional.empty());
    assertThat(names(proxy))
        .containsExactly("countByTheme(String)", "findById(UUID)", "save(Settings)");
    assertThat(found(proxy).operations())
        .allSatisfy(o -> assertThat(o.declaringType()).isEqualTo(SettingsRepository.class));
  }

  abstract static class Hidden {
    public int inherited() {
      return 7;
    }
  }

  /** Its method is public only by a bridge. */
  public static final class Shown extends Hidden {}

  @Test
  void callsAPublicMethodOfAHiddenClass() throws Throwable {
    Operation inherited = found(new Shown()).operations().get(0);
    assertThat(inherited.name()).isEqualTo("inherited()");
    assertThat(inherited.invoke(new Shown(), List.of())).isEqualTo(7);
  }

  record Layer(DemoLayer.Projects projects, DemoLayer.Tasks tasks) {}

  @Test
  void takesARecordAsALayer() {
    assertThat(names(new Layer(layer.projects(), layer.tasks())))
        .contains("projects().findById(UUID)", "tasks().save(Task)");
  }

  @Test
  void runsADeclaredOperation() throws Throwable {
    Operation declared =
        Operation.<DemoLayer>declared(
            "find one",
            List.of(new Parameter("projectId", UUID.class)),
            (db, arguments) -> db.projects().findById((UUID) arguments.get(0)));
    assertThat(declared.invoke(layer, List.of(UUID.randomUUID()))).isInstanceOf(Optional.class);
  }
}
