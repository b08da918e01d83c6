// Validates the custom resources in the given files against the schemas of their definitions.
// Node finds the packages beside this file, so infra/check copies it to them.
import { readFileSync } from "node:fs";
import yaml from "js-yaml";
import { ScaledObject, TriggerAuthentication } from "@kubernetes-models/keda/keda.sh/v1alpha1";
import { PrometheusRule, ServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";

const models = { PrometheusRule, ScaledObject, ServiceMonitor, TriggerAuthentication };

let checked = 0;
let failed = false;
for (const file of process.argv.slice(2)) {
  for (const resource of yaml.loadAll(readFileSync(file, "utf8"))) {
    const Model = resource && models[resource.kind];
    if (!Model) continue;
    checked += 1;
    try {
      new Model(resource).validate();
    } catch (error) {
      failed = true;
      console.error(`${file}: ${resource.kind} ${resource.metadata.name}: ${error.message}`);
    }
  }
}
console.log(`custom resources: ${checked} checked`);
process.exit(failed || checked === 0 ? 1 : 0);
