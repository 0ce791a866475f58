output "service_name" {
  value = aws_ecs_service.this.name
}

output "log_group" {
  value = aws_cloudwatch_log_group.this.name
}

output "policies" {
  description = "Every policy of a role of this module, for the rule that no role has wildcards."
  value = {
    "${var.service}-start" = aws_iam_role_policy.start.policy
    "${var.service}-run"   = aws_iam_role_policy.run.policy
  }
}

output "container" {
  description = "The program's container, for tests."
  value       = jsondecode(aws_ecs_task_definition.this.container_definitions)[0]
}
