{{- define "camstream.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "camstream.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains (include "camstream.name" .) .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "camstream.name" .) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The templates below take a dict of the root and a role: ingest, worker, report or setup. */}}
{{- define "camstream.roleName" -}}
{{ include "camstream.fullname" .root }}-{{ .role }}
{{- end -}}

{{- define "camstream.selector" -}}
app.kubernetes.io/name: {{ include "camstream.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .role }}
{{- end -}}

{{- define "camstream.labels" -}}
{{ include "camstream.selector" . }}
app.kubernetes.io/part-of: camstream
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "camstream.serviceAccountName" -}}
{{- $account := (index .root.Values .role).serviceAccount -}}
{{- if $account.name -}}
{{ $account.name }}
{{- else if $account.create -}}
{{ include "camstream.roleName" . }}
{{- else -}}
default
{{- end -}}
{{- end -}}

{{- define "camstream.image" -}}
{{- $image := index .root.Values.image (eq .role "worker" | ternary "worker" "services") -}}
{{- if .root.Values.image.registry }}{{ .root.Values.image.registry }}/{{ end -}}
{{ $image.repository }}
{{- if $image.digest }}@{{ $image.digest }}{{ else }}:{{ default .root.Chart.AppVersion $image.tag }}{{ end -}}
{{- end -}}

{{/* A nested map of settings as a flat YAML map: worker: {batch-size: 16} is WORKER_BATCH_SIZE: "16". */}}
{{- define "camstream.flat" -}}
{{- $prefix := .prefix -}}
{{- range $key, $value := .map -}}
{{- $name := printf "%s_%s" $prefix ($key | upper | replace "-" "_" | replace "." "_") -}}
{{- if kindIs "map" $value -}}
{{- include "camstream.flat" (dict "prefix" $name "map" $value) -}}
{{- else if kindIs "slice" $value -}}
{{- if $value }}{{ $name }}: {{ join "," $value | quote }}
{{ end -}}
{{- else if kindIs "float64" $value -}}
{{ $name }}: {{ (eq (floor $value) $value) | ternary (int64 $value | toString) ($value | toString) | quote }}
{{ else if not (or (kindIs "invalid" $value) (eq ($value | toString) "")) -}}
{{ $name }}: {{ $value | toString | quote }}
{{ end -}}
{{- end -}}
{{- end -}}

{{/* The environment of a role. */}}
{{- define "camstream.env" -}}
{{- $values := index .root.Values .role -}}
{{- $own := index .root.Values.settings .role | default dict -}}
{{- $all := omit .root.Values.settings "ingest" "worker" "report" -}}
{{- if ne .role "setup" -}}
{{- $all = merge (dict .role $own) $all -}}
{{- end -}}
{{- $flat := include "camstream.flat" (dict "prefix" "CAMSTREAM" "map" $all) | fromYaml -}}
{{- $flat = mergeOverwrite $flat (include "camstream.flat" (dict "prefix" "CAMSTREAM" "map" $values.settings) | fromYaml) -}}
{{- if ne .role "setup" -}}
{{- $flat = mergeOverwrite $flat (dict "CAMSTREAM_HTTP_BIND" "0.0.0.0" "CAMSTREAM_HTTP_PORT" (int .root.Values.http.port | toString)) -}}
{{- end -}}
{{- if eq .role "worker" -}}
{{- $_ := set $flat "CAMSTREAM_WORKER_MODEL" "/model" -}}
{{- if gt (int .root.Values.worker.gpu.count) 0 -}}
{{- $_ := set $flat "CAMSTREAM_WORKER_DEVICE" (get $flat "CAMSTREAM_WORKER_DEVICE" | default "cuda:0") -}}
{{- end -}}
{{- else if eq .role "report" -}}
{{- $_ := set $flat "CAMSTREAM_REPORT_STATE_DIR" "/state" -}}
{{- if .root.Values.report.page.enabled -}}
{{- $_ := set $flat "CAMSTREAM_REPORT_LIVE_BIND" "0.0.0.0" -}}
{{- $_ := set $flat "CAMSTREAM_REPORT_LIVE_PORT" (int .root.Values.report.page.port | toString) -}}
{{- end -}}
{{- end -}}
{{- $secrets := merge (dict) $values.secretSettings .root.Values.secretSettings -}}
{{- range $setting, $from := $secrets -}}
{{- $name := printf "CAMSTREAM_%s" ($setting | upper | replace "-" "_" | replace "." "_") -}}
{{- $flat = unset $flat $name }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef:
      name: {{ required (printf "secretSettings.%s needs the name of a Secret" $setting) $from.name }}
      key: {{ required (printf "secretSettings.%s needs a key of the Secret" $setting) $from.key }}
{{- end -}}
{{- range $name, $value := $flat }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end -}}
{{- with concat .root.Values.env $values.env }}
{{ toYaml . }}
{{- end -}}
{{- end -}}

{{- define "camstream.secretVolumes" -}}
{{- range $index, $file := .root.Values.secretFiles }}
- name: secret-{{ $index }}
  secret:
    secretName: {{ $file.secret }}
    defaultMode: 0440
{{- end -}}
{{- end -}}

{{- define "camstream.secretMounts" -}}
{{- range $index, $file := .root.Values.secretFiles }}
- name: secret-{{ $index }}
  mountPath: {{ $file.mountPath }}
  readOnly: true
{{- end -}}
{{- end -}}

{{- define "camstream.podMetadata" -}}
labels:
  {{- include "camstream.labels" . | nindent 2 }}
  {{- with .root.Values.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with merge (dict) (index .root.Values .role).podAnnotations .root.Values.podAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* What all pods have in common, without containers and volumes. */}}
{{- define "camstream.podSpec" -}}
{{- $values := index .root.Values .role -}}
serviceAccountName: {{ include "camstream.serviceAccountName" . }}
automountServiceAccountToken: false
# Kubernetes would set CAMSTREAM_WORKER_PORT and the like, which are no settings.
enableServiceLinks: false
terminationGracePeriodSeconds: {{ .root.Values.terminationGracePeriodSeconds }}
securityContext:
  {{- toYaml .root.Values.podSecurityContext | nindent 2 }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
affinity:
  {{- if $values.affinity }}
  {{- toYaml $values.affinity | nindent 2 }}
  {{- else }}
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 10
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "camstream.selector" . | nindent 14 }}
  {{- end }}
{{- with $values.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* What all containers have in common. */}}
{{- define "camstream.container" -}}
{{- $values := index .root.Values .role -}}
name: {{ .role }}
image: {{ include "camstream.image" . }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
args: [{{ .role | quote }}]
securityContext:
  {{- toYaml .root.Values.securityContext | nindent 2 }}
env:
  {{- include "camstream.env" . | nindent 2 }}
{{- with .root.Values.envFrom }}
envFrom:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "camstream.probes" -}}
ports:
  - name: http
    containerPort: {{ .root.Values.http.port }}
  {{- if and (eq .role "report") .root.Values.report.page.enabled }}
  - name: page
    containerPort: {{ .root.Values.report.page.port }}
  {{- end }}
startupProbe:
  httpGet: {path: /health/live, port: http}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /health/live, port: http}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /health/ready, port: http}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 3
{{- end -}}

{{/* Most workers that have something to do: partitions by the threads of a worker. */}}
{{- define "camstream.maxWorkers" -}}
{{- $env := include "camstream.env" (dict "root" . "role" "worker") | fromYamlArray -}}
{{- $partitions := 48 -}}
{{- $threads := 1 -}}
{{- range $env -}}
{{- if eq .name "CAMSTREAM_TOPICS_PARTITIONS" }}{{ $partitions = int .value }}{{ end -}}
{{- if eq .name "CAMSTREAM_WORKER_STREAM_THREADS" }}{{ $threads = int .value }}{{ end -}}
{{- end -}}
{{- min (int .Values.worker.autoscaling.maxReplicas) (max 1 (div $partitions $threads)) -}}
{{- end -}}

{{- define "camstream.setting" -}}
{{- $env := include "camstream.env" (dict "root" .root "role" .role) | fromYamlArray -}}
{{- $found := .default -}}
{{- $name := .name -}}
{{- range $env }}{{ if eq .name $name }}{{ $found = .value }}{{ end }}{{ end -}}
{{- $found -}}
{{- end -}}
