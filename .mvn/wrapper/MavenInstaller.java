import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Installs the pinned Maven for {@code mvnw} and {@code mvnw.cmd}, which run this file with the
 * JDK's source launcher: {@code java MavenInstaller.java <folder to install into> <distribution
 * URL> <SHA-512 of the distribution>}.
 *
 * <p>The distribution is fetched by the first of these that can: an installed {@code mvn}, through
 * the repositories, mirrors and credentials that it is configured with; the repository that {@code
 * MVNW_REPOURL} names; the distribution URL. Whatever came is held against the checksum before it
 * is unpacked, and a mismatch ends the installation: another source is not tried, since somebody
 * should know.
 *
 * <p>All work is done in a temporary folder beside the target, which appears by one atomic rename.
 * So a start that was killed leaves nothing that a later one would trust, and starts at the same
 * time cannot harm each other; a file lock makes the others wait rather than download too.
 */
final class MavenInstaller {
  private static final String COPY_GOAL =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";
  private static final String TEMPORARY_PREFIX = ".incomplete-";
  private static final Duration ABANDONED = Duration.ofDays(1);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

  /**
   * Set for the installed {@code mvn}: where that turns out to be a script that calls mvnw again,
   * it must not recurse.
   */
  private static final String INSTALLING = "MVNW_INSTALLING";

  private final Path home;
  private final URI distribution;
  private final String sha512;
  private final String fileName;
  private final String version;
  private final List<String> failures = new ArrayList<>();

  private MavenInstaller(Path home, URI distribution, String sha512) {
    this.home = home;
    this.distribution = distribution;
    this.sha512 = sha512.toLowerCase(Locale.ROOT);
    this.fileName = distribution.getPath().replaceFirst(".*/", "");
    this.version = fileName.replaceFirst("^apache-maven-", "").replaceFirst("-bin\\.zip$", "");
  }

  public static void main(String[] arguments) {
    try {
      new MavenInstaller(
              Path.of(arguments[0]).toAbsolutePath(), new URI(arguments[1]), arguments[2])
          .install();
    } catch (InstallationException | IOException | URISyntaxException e) {
      say(
          e instanceof InstallationException
              ? e.getMessage()
              : "Maven could not be installed: " + e);
      System.exit(1);
    }
  }

  private void install() throws IOException {
    if (System.getenv(INSTALLING) != null) {
      throw new InstallationException(
          "The mvn on PATH calls mvnw again; it cannot fetch Maven for mvnw.");
    }
    Path parent = home.getParent();
    Files.createDirectories(parent);
    try (FileChannel lock =
        FileChannel.open(
            parent.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      waitFor(lock);
      if (!isInstalled()) {
        deleteAbandoned(parent);
        installInto(Files.createTempDirectory(parent, TEMPORARY_PREFIX));
      }
    }
  }

  /**
   * The lock goes with the process, however that ends. Without it, on some network file systems,
   * all is safe, but slower.
   */
  private static void waitFor(FileChannel lock) {
    try {
      if (lock.tryLock() == null) {
        say("Another start is installing Maven; waiting for it");
        lock.lock();
      }
    } catch (IOException e) {
      say("No file lock here (" + e.getMessage() + "); going on without.");
    }
  }

  private boolean isInstalled() {
    return Files.isRegularFile(home.resolve("bin/mvn"));
  }

  private void installInto(Path temporary) throws IOException {
    Thread cleanup = new Thread(() -> delete(temporary));
    Runtime.getRuntime().addShutdownHook(cleanup);
    say("Installing Maven " + version + " into " + home);
    Path archive = fetch(temporary);
    Path unpacked = Files.createDirectory(temporary.resolve("unpacked"));
    unzip(archive, unpacked);
    Path fresh = unpacked.resolve(home.getFileName());
    if (!Files.isRegularFile(fresh.resolve("bin/mvn"))) {
      throw new InstallationException(
          archive.getFileName()
              + " has the expected checksum, but no "
              + home.getFileName()
              + "/bin/mvn in it."
              + "\nCorrect .mvn/wrapper/maven-wrapper.properties.");
    }
    makeExecutable(fresh.resolve("bin"));
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!isInstalled()) {
        throw new InstallationException(
            "Maven could not be moved to "
                + home
                + ": "
                + e
                + "\nIf that folder is there, delete it, and start again.");
      }
    }
  }

  private Path fetch(Path temporary) throws IOException {
    Optional<Path> fetched =
        findOnPath("mvn").flatMap(mvn -> fetchWithInstalledMaven(mvn, temporary));
    if (fetched.isPresent()) {
      verify(
          fetched.get(),
          "the installed mvn",
          "Delete org/apache/maven/apache-maven/"
              + version
              + " in the local Maven repository, and start again.");
      return fetched.get();
    }
    URI source = source();
    Path archive = download(source, temporary);
    verify(
        archive,
        withoutUser(source),
        "Start again; if it stays so, the server or something on the way altered it.");
    return archive;
  }

  private Optional<Path> fetchWithInstalledMaven(Path mvn, Path temporary) {
    say("Asking the installed " + mvn + " for it");
    try {
      // An empty folder with a .mvn of its own: no project, and no settings of a folder above, take
      // part.
      Path folder = Files.createDirectory(temporary.resolve("installed-mvn"));
      Files.createDirectory(folder.resolve(".mvn"));
      Path log = temporary.resolve("installed-mvn.log");
      Process process =
          start(
              folder,
              log,
              List.of(
                  mvn.toString(),
                  "-q",
                  "-B",
                  COPY_GOAL,
                  "-Dartifact=org.apache.maven:apache-maven:" + version + ":zip:bin",
                  "-DoutputDirectory=."));
      Path archive = folder.resolve(fileName);
      if (process.waitFor() == 0 && Files.isRegularFile(archive)) {
        return Optional.of(archive);
      }
      failed("the installed " + mvn, log);
    } catch (IOException e) {
      failures.add("the installed " + mvn + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private URI source() {
    String repository = System.getenv("MVNW_REPOURL");
    if (repository == null || repository.isBlank()) {
      return distribution;
    }
    String base = repository.strip().replaceFirst("/+$", "");
    try {
      return new URI(base + "/org/apache/maven/apache-maven/" + version + "/" + fileName);
    } catch (URISyntaxException e) {
      // The URI's own message would repeat a password in it.
      throw new InstallationException("MVNW_REPOURL is no URL: " + e.getReason() + ".");
    }
  }

  /**
   * Tries curl and wget first: they know the machine's proxy and its certificates, which Java may
   * not.
   */
  private Path download(URI source, Path temporary) {
    String from = withoutUser(source);
    say("Downloading " + from);
    Path archive = temporary.resolve(fileName);
    Path log = temporary.resolve("download.log");
    // A password must not show in the list of processes, so such a URL is left to Java.
    if (source.getUserInfo() == null) {
      String file = archive.toString();
      if (run(log, "curl", "-fsSL", "--connect-timeout", "30", "--retry", "2", "-o", file, from)
          || run(log, "wget", "-q", "-T", "60", "-O", file, from)) {
        return archive;
      }
    }
    try {
      downloadWithJava(source, archive);
      return archive;
    } catch (IOException e) {
      failures.add("Java: " + e);
    }
    throw new InstallationException(
        "Maven "
            + version
            + " could not be fetched from "
            + from
            + "\n"
            + String.join("\n", failures).indent(2).stripTrailing()
            + "\nBehind a mirror, set MVNW_REPOURL to its base URL, or install any mvn whose settings know the mirror."
            + "\nBehind a proxy, set https_proxy (for curl and wget) or JAVA_TOOL_OPTIONS=-Dhttps.proxyHost=… (for Java).");
  }

  /** False also where there is no such program. */
  private boolean run(Path log, String program, String... options) {
    Optional<Path> found = findOnPath(program);
    if (found.isEmpty()) {
      return false;
    }
    List<String> command = new ArrayList<>(List.of(found.get().toString()));
    command.addAll(List.of(options));
    try {
      if (start(log.getParent(), log, command).waitFor() == 0) {
        return true;
      }
      failed(program, log);
    } catch (IOException e) {
      failures.add(program + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static void downloadWithJava(URI source, Path archive) throws IOException {
    if (source.getUserInfo() != null) {
      Authenticator.setDefault(new UserInfo(source));
    }
    // Without the password, which the exceptions of a connection repeat.
    URLConnection connection = URI.create(withoutUser(source)).toURL().openConnection();
    connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
    connection.setReadTimeout((int) READ_TIMEOUT.toMillis());
    try (InputStream in = connection.getInputStream()) {
      Files.copy(in, archive, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Starts a program with both of its outputs in the log; the installation's own process ends it
   * when it is ended.
   */
  private static Process start(Path folder, Path log, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put(INSTALLING, "true");
    Process process = builder.start();
    process.getOutputStream().close();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
    return process;
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void failed(String source, Path log) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    failures.add(
        source
            + ":\n"
            + String.join("\n", lines.subList(0, Math.min(3, lines.size())))
                .indent(2)
                .stripTrailing());
  }

  private void verify(Path archive, String source, String advice) throws IOException {
    String actual = sha512(archive);
    if (!actual.equals(sha512)) {
      Files.delete(archive);
      throw new InstallationException(
          "The Maven "
              + version
              + " that came from "
              + source
              + " is not the pinned one; it was deleted."
              + "\n  SHA-512 expected: "
              + sha512
              + "\n  SHA-512 actual:   "
              + actual
              + "\n"
              + advice
              + "\nIf you changed distributionUrl, change distributionSha512Sum too, in .mvn/wrapper/maven-wrapper.properties.");
    }
  }

  private static String sha512(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-512"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-512.", e);
    }
  }

  private static void unzip(Path archive, Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new InstallationException(
              "The archive has an entry outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
  }

  private static void makeExecutable(Path bin) throws IOException {
    try (DirectoryStream<Path> scripts = Files.newDirectoryStream(bin, "mvn*")) {
      for (Path script : scripts) {
        script.toFile().setExecutable(true, false);
      }
    }
  }

  private static Optional<Path> findOnPath(String program) {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> names =
        windows ? List.of(program + ".exe", program + ".cmd", program + ".bat") : List.of(program);
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> folder.replace("\"", ""))
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name).toAbsolutePath()))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private static void deleteAbandoned(Path parent) throws IOException {
    FileTime oldest = FileTime.from(Instant.now().minus(ABANDONED));
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, TEMPORARY_PREFIX + "*")) {
      for (Path folder : folders) {
        if (Files.getLastModifiedTime(folder).compareTo(oldest) < 0) {
          delete(folder);
        }
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      say("Could not delete " + folder + ": " + e);
    }
  }

  private static String withoutUser(URI uri) {
    return uri.toString().replaceFirst("://[^/@]*@", "://");
  }

  /** All on the error output: what Maven prints on its own may be read by a script. */
  private static void say(String message) {
    message.lines().forEach(line -> System.err.println("mvnw: " + line));
  }

  /** The user and password of a URL, for that URL's own host only. */
  private static final class UserInfo extends Authenticator {
    private final URI uri;
    private boolean given;

    private UserInfo(URI uri) {
      this.uri = uri;
    }

    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      // Asked again, the server did not accept it; the same answer would go on until the limit of
      // redirects.
      if (given
          || getRequestorType() != RequestorType.SERVER
          || !uri.getHost().equals(getRequestingHost())) {
        return null;
      }
      given = true;
      String[] parts = uri.getUserInfo().split(":", 2);
      return new PasswordAuthentication(
          parts[0], (parts.length == 2 ? parts[1] : "").toCharArray());
    }
  }

  /** A failure whose message is all that the user needs. */
  private static final class InstallationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private InstallationException(String message) {
      super(message);
    }
  }
}
