output "address" {
  description = "Where the city's host name must lead."
  value       = module.edge.address
}

output "repositories" {
  description = "Where images are pushed to."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.repository_url }
}

output "setup_task" {
  description = "Run it after the first apply and after each change of database passwords."
  value = {
    cluster         = aws_ecs_cluster.this.name
    task_definition = aws_ecs_task_definition.setup.arn
    subnets         = module.network.services_subnets
    group           = aws_security_group.setup.id
  }
}

output "secrets_to_fill" {
  description = "Secrets whose values a security administrator puts in."
  value = concat(
    [for secret in aws_secretsmanager_secret.encryption : secret.name],
    [for secret in aws_secretsmanager_secret.program : secret.name],
    [for secret in aws_secretsmanager_secret.firebase : secret.name],
  )
}

# For tests.
output "database_settings" {
  value = module.database.settings
}

output "cache_settings" {
  value = module.cache.settings
}

output "storage_settings" {
  value = module.storage.settings
}

output "edge_settings" {
  value = module.edge.settings
}

output "containers" {
  value = { for name, program in module.program : name => program.container }
}

output "role_policies" {
  value = merge(
    module.network.policies,
    { setup = aws_iam_role_policy.setup.policy },
    [for program in module.program : program.policies]...

  )
}

output "alarms" {
  value = module.watch.alarms
}

output "data_routes" {
  value = module.network.data_routes
}
