@echo off
rem Runs the Maven that .mvn\wrapper\maven-wrapper.properties pins, installing it on the first start.
rem
rem Needs a JDK, 17 or newer, and nothing else. Reads from the environment:
rem   JAVA_HOME         the JDK to use; without it, the java on PATH
rem   MAVEN_USER_HOME   where the wrapper keeps Maven, instead of %USERPROFILE%\.m2
rem   MVNW_REPOURL      base URL of a repository or mirror to take Maven from, when no installed mvn can
rem Where Maven comes from, and what is checked: .mvn\wrapper\MavenInstaller.java.

setlocal DisableDelayedExpansion
set "MVNW_WRAPPER=%~dp0.mvn\wrapper"

set "MVNW_JAVA=java.exe"
if defined JAVA_HOME set "MVNW_JAVA=%JAVA_HOME%\bin\java.exe"
if not defined JAVA_HOME goto askJava
if exist "%MVNW_JAVA%" goto askJava
echo mvnw: JAVA_HOME is "%JAVA_HOME%", but "%MVNW_JAVA%" is not there. 1>&2
echo mvnw: Set JAVA_HOME to a JDK, 17 or newer, or unset it to use the java on PATH. 1>&2
exit /b 1

rem By way of a file: the quotes of a command within for are read differently by old and new versions of Windows.
:askJava
set "MVNW_JAVA_HOME="
set "MVNW_JAVA_VERSION="
set "MVNW_SETTINGS=%TEMP%\mvnw-%RANDOM%%RANDOM%.txt"
"%MVNW_JAVA%" -XshowSettings:properties -version >"%MVNW_SETTINGS%" 2>&1
for /f "usebackq tokens=1,* delims== " %%a in ("%MVNW_SETTINGS%") do (
  if "%%a"=="java.home" set "MVNW_JAVA_HOME=%%b"
  if "%%a"=="java.specification.version" set "MVNW_JAVA_VERSION=%%b"
)
del "%MVNW_SETTINGS%"
if not defined MVNW_JAVA_HOME (
  echo mvnw: No JDK found: "%MVNW_JAVA%" cannot be run. 1>&2
  echo mvnw: Install a JDK, 17 or newer, and set JAVA_HOME to its folder. 1>&2
  exit /b 1
)
rem Java 8 calls itself 1.8.
if "%MVNW_JAVA_VERSION:~0,2%"=="1." set "MVNW_JAVA_VERSION=%MVNW_JAVA_VERSION:~2%"
if %MVNW_JAVA_VERSION% LSS 17 (
  echo mvnw: "%MVNW_JAVA%" is Java %MVNW_JAVA_VERSION%; this build needs a JDK, 17 or newer. Set JAVA_HOME to one. 1>&2
  exit /b 1
)
if not exist "%MVNW_JAVA_HOME%\bin\javac.exe" (
  echo mvnw: "%MVNW_JAVA_HOME%" has no compiler: it is a JRE, and this build needs a JDK, 17 or newer. 1>&2
  echo mvnw: Set JAVA_HOME to one. 1>&2
  exit /b 1
)
set "JAVA_HOME=%MVNW_JAVA_HOME%"

set "MVNW_URL="
set "MVNW_SHA512="
for /f "usebackq eol=# tokens=1,* delims==" %%a in ("%MVNW_WRAPPER%\maven-wrapper.properties") do (
  if "%%a"=="distributionUrl" set "MVNW_URL=%%b"
  if "%%a"=="distributionSha512Sum" set "MVNW_SHA512=%%b"
)
if not defined MVNW_URL goto badProperties
if not defined MVNW_SHA512 goto badProperties
for %%n in ("%MVNW_URL%") do set "MVNW_NAME=%%~nxn"
set "MVNW_NAME=%MVNW_NAME:-bin.zip=%"

set "MVNW_USER_HOME=%MAVEN_USER_HOME%"
if not defined MVNW_USER_HOME set "MVNW_USER_HOME=%USERPROFILE%\.m2"
rem The checksum is part of the folder's name, so what another pin installed is never taken for this one.
set "MVNW_MAVEN=%MVNW_USER_HOME%\wrapper\dists\%MVNW_NAME%-bin\%MVNW_SHA512:~0,32%\%MVNW_NAME%"
if exist "%MVNW_MAVEN%\bin\mvn" goto run
"%JAVA_HOME%\bin\java.exe" "%MVNW_WRAPPER%\MavenInstaller.java" "%MVNW_MAVEN%" "%MVNW_URL%" "%MVNW_SHA512%" <nul
if errorlevel 1 exit /b 1

:run
rem Without call: Maven's script takes over, and its exit status is this one's.
"%MVNW_MAVEN%\bin\mvn.cmd" %*

:badProperties
echo mvnw: "%MVNW_WRAPPER%\maven-wrapper.properties" must have the lines distributionUrl=... and distributionSha512Sum=... 1>&2
exit /b 1
