package dev.watertight.isolation.operation;

import java.lang.reflect.Proxy;
import java.util.List;

/** Whose code a type is: the JDK's, a known library's, or the project's own. */
public enum CodeOrigin {
  /** Java itself. */
  JDK,
  /** A library that data layers stand on; its objects are no part of the data layer. */
  LIBRARY,
  /** The project's own. */
  PROJECT;

  private static final List<String> JDK_PACKAGES =
      List.of("java.", "javax.sql.", "javax.naming.", "javax.xml.", "jdk.", "sun.", "com.sun.");

  private static final List<String> LIBRARY_PACKAGES =
      List.of(
          "javax.",
          "jakarta.",
          "org.jooq.",
          "org.springframework.",
          "org.hibernate.",
          "org.eclipse.persistence.",
          "org.jdbi.",
          "org.apache.",
          "org.mybatis.",
          "com.baomidou.",
          "com.querydsl.",
          "com.zaxxer.",
          "org.postgresql.",
          "io.r2dbc.",
          "io.vertx.",
          "io.micrometer.",
          "io.micronaut.",
          "io.quarkus.",
          "org.slf4j.",
          "ch.qos.logback.",
          "reactor.",
          "io.reactivex.",
          "rx.",
          "org.reactivestreams.",
          "kotlin.",
          "kotlinx.",
          "scala.",
          "groovy.",
          "io.vavr.",
          "com.fasterxml.",
          "tools.jackson.",
          "com.google.",
          "org.json.",
          "org.aopalliance.",
          "net.sf.cglib.",
          "net.bytebuddy.",
          "org.joda.",
          "org.junit.",
          "net.jqwik.");

  /** The origin of the type; of an array, of its elements. */
  public static CodeOrigin of(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    if (element.isPrimitive()) {
      return JDK;
    }
    String name = element.getName();
    if (JDK_PACKAGES.stream().anyMatch(name::startsWith)) {
      return JDK;
    }
    return LIBRARY_PACKAGES.stream().anyMatch(name::startsWith) ? LIBRARY : PROJECT;
  }

  /**
   * The class that somebody wrote: for a proxy made by CGLIB, Byte Buddy, Javassist or Hibernate
   * its superclass. A proxy of the JDK is given as it is.
   */
  public static Class<?> written(Class<?> type) {
    Class<?> found = type;
    while (isGenerated(found)
        && found.getSuperclass() != null
        && found.getSuperclass() != Object.class) {
      found = found.getSuperclass();
    }
    return found;
  }

  private static boolean isGenerated(Class<?> type) {
    if (Proxy.isProxyClass(type)) {
      return false;
    }
    String name = type.getName();
    return name.contains("$$")
        || name.contains("$ByteBuddy$")
        || name.contains("$HibernateProxy")
        || name.contains("_$$_")
        || name.endsWith("_Subclass")
        || name.endsWith("_ClientProxy");
  }
}
