@echo off
rem The command line of CamStream on Windows. Builds it on first use; after an update, delete services\cli\target.
setlocal
set "CAMSTREAM_HOME=%~dp0"
set "LIB=%CAMSTREAM_HOME%services\cli\target\lib"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if not exist "%LIB%" (
  echo Building CamStream for the first time. This takes a few minutes. 1>&2
  call mvn -B -ntp -q -f "%CAMSTREAM_HOME%pom.xml" package -pl services/cli -am -Dmaven.test.skip=true 1>&2 || exit /b 1
)
set "OPT_OUT_TRACKING=true"
"%JAVA%" -XX:MaxRAMPercentage=50 -Djava.awt.headless=true -Dfile.encoding=UTF-8 -Dai.djl.offline=true ^
  "-Dcamstream.servers=%CAMSTREAM_HOME%services\server-bundles\target" "-Dcamstream.demo=%CAMSTREAM_HOME%infra\demo" ^
  %CAMSTREAM_JAVA_OPTIONS% -cp "%LIB%\*" io.camstream.cli.Main %*
exit /b %ERRORLEVEL%
