# What must hold of every installation, asked of a plan against the real schema of the provider.

mock_provider "aws" {
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/0a0a0a0a-0000-4000-8000-000000000000" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:mock-AbCdEf" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:mock" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::mock" }
  }
  mock_resource "aws_ecr_repository" {
    defaults = {
      arn            = "arn:aws:ecr:eu-central-1:123456789012:repository/mock"
      repository_url = "123456789012.dkr.ecr.eu-central-1.example/mock"
    }
  }
  mock_resource "aws_lb" {
    defaults = {
      arn        = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/mock/0123456789abcdef"
      arn_suffix = "app/mock/0123456789abcdef"
    }
  }
  mock_resource "aws_lb_target_group" {
    defaults = {
      arn        = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/mock/0123456789abcdef"
      arn_suffix = "targetgroup/mock/0123456789abcdef"
    }
  }
  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/mock/0a0a0a0a-0000-4000-8000-000000000000" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:mock" }
  }
  mock_resource "aws_ecs_cluster" {
    defaults = { arn = "arn:aws:ecs:eu-central-1:123456789012:cluster/mock" }
  }
  mock_resource "aws_service_discovery_http_namespace" {
    defaults = { arn = "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-mock" }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:eu-central-1:123456789012:task-definition/mock:1" }
  }
  mock_resource "aws_db_instance" {
    defaults = {
      arn                = "arn:aws:rds:eu-central-1:123456789012:db:mock"
      address            = "mock.internal"
      master_user_secret = [{ secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds-AbCdEf", kms_key_id = "mock", secret_status = "active" }]
    }
  }
}

variables {
  environment     = "trial"
  partition       = "aws"
  region          = "eu-central-1"
  account_id      = "123456789012"
  zones           = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  nat_per_zone    = true
  domain          = "api.example.org"
  certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/0a0a0a0a-0000-4000-8000-000000000000"
  version_tag     = "1.0.0"
  collector_image = "123456789012.dkr.ecr.eu-central-1.example/collector:1"
  psql_image      = "123456789012.dkr.ecr.eu-central-1.example/psql:18"
  database_ca_pem = "-----BEGIN CERTIFICATE-----\nmock\n-----END CERTIFICATE-----"
  # Of no value: nothing is made.
  redis_auth_token          = "mock-mock-mock-mock-mock-mock-mock"
  requests_per_gateway_task = 20000
  database_passwords = {
    applications = "mock", residents = "mock", notifications = "mock"
    pilots       = "mock", appointments = "mock", notices = "mock"
  }
  identity = {
    residents = { issuer = "https://id.example.org/residents", jwks_uri = "https://id.example.org/residents/jwks", audience = "zhanqiao" }
    staff     = { issuer = "https://id.example.org/staff", jwks_uri = "https://id.example.org/staff/jwks", audience = "zhanqiao" }
    services  = { issuer = "https://id.example.org/services", jwks_uri = "https://id.example.org/services/jwks", audience = "zhanqiao", token_uri = "https://id.example.org/services/token" }
  }
  sizes = {
    gateway       = { cpu = 1024, memory = 2048, least = 2, most = 8 }
    applications  = { cpu = 1024, memory = 2048, least = 2, most = 8 }
    residents     = { cpu = 512, memory = 1024, least = 2, most = 4 }
    notifications = { cpu = 1024, memory = 2048, least = 2, most = 8 }
    pilots        = { cpu = 512, memory = 1024, least = 2, most = 4 }
    appointments  = { cpu = 1024, memory = 2048, least = 2, most = 8 }
    notices       = { cpu = 512, memory = 1024, least = 2, most = 8 }
  }
  scanner_host = "clamd.internal"
  database     = { instance_class = "db.m7g.large", storage_gib = 100, backup_days = 35 }
  cache        = { node_type = "cache.m7g.large", nodes = 2 }
}

run "keeps_what_is_promised" {
  command = apply

  # The database is closed, sealed, recoverable.
  assert {
    condition     = output.database_settings.public == false
    error_message = "The database has a public address."
  }
  assert {
    condition     = output.database_settings.encrypted && output.database_settings.tls_only
    error_message = "The database is not sealed at rest and on the wire."
  }
  assert {
    condition     = output.database_settings.multi_az && output.database_settings.backup_days >= 14
    error_message = "The database has no standby or too few days of backups."
  }
  assert {
    condition     = output.database_settings.deletion_protection && output.database_settings.final_snapshot
    error_message = "The database can be deleted by accident."
  }
  assert {
    condition     = output.database_settings.password_managed
    error_message = "The administrator's password would stand in the state."
  }
  assert {
    condition     = length(output.data_routes) == 0
    error_message = "The data ring has a way out."
  }

  # Redis and the buckets are sealed.
  assert {
    condition     = output.cache_settings.encrypted_at_rest && output.cache_settings.encrypted_on_wire
    error_message = "Redis is not sealed at rest and on the wire."
  }
  assert {
    condition     = output.cache_settings.fails_over
    error_message = "Redis does not fail over."
  }
  assert {
    condition     = output.storage_settings.closed && output.storage_settings.versioned && output.storage_settings.sealed_by_our_key
    error_message = "A bucket is open, unversioned or not sealed by the city's key."
  }
  assert {
    condition     = alltrue([for policy in output.storage_settings.policies : strcontains(policy, "aws:SecureTransport")])
    error_message = "A bucket answers without TLS."
  }

  # No role has a wildcard.
  assert {
    condition = alltrue(flatten([
      for policy in values(output.role_policies) : [
        for statement in jsondecode(policy).Statement : [
          for action in flatten([statement.Action]) : !strcontains(action, "*")
        ]
      ]
    ]))
    error_message = "A role may do every action of a kind."
  }
  assert {
    # Only actions that know no resource may name all of them.
    condition = alltrue(flatten([
      for policy in values(output.role_policies) : [
        for statement in jsondecode(policy).Statement : [
          for action in flatten([statement.Action]) :
          !contains(flatten([statement.Resource]), "*") || contains([
            "ecr:GetAuthorizationToken", "xray:PutTraceSegments", "xray:PutTelemetryRecords",
          ], action)
        ]
      ]
    ]))
    error_message = "A role reaches every resource of a kind."
  }
  assert {
    condition     = length(output.role_policies) == 16
    error_message = "A role's policy is not looked at: two for each of seven programs, one for flow logs, one for setup."
  }

  # Every program has health, secrets and a closed file system.
  assert {
    condition     = alltrue([for container in values(output.containers) : strcontains(join(" ", container.healthCheck.command), "/app/healthy")])
    error_message = "A program is not asked whether it is ready."
  }
  assert {
    condition     = alltrue([for container in values(output.containers) : container.readonlyRootFilesystem && container.user == "10001:10001"])
    error_message = "A program runs as root or may write where it likes."
  }
  assert {
    condition = alltrue([
      for name, container in output.containers : name == "gateway" || length(setsubtract(
        ["SPRING_R2DBC_PASSWORD", "SPRING_FLYWAY_PASSWORD", "SPRING_APPLICATION_JSON", "SPRING_DATA_REDIS_PASSWORD", "ZHANQIAO_IDENTITY_CLIENT_CLIENTSECRET"],
        [for secret in container.secrets : secret.name],
      )) == 0
    ])
    error_message = "A service lacks a secret."
  }
  assert {
    condition     = !contains([for secret in output.containers["gateway"].secrets : secret.name], "SPRING_R2DBC_PASSWORD")
    error_message = "The gateway has a way to a database."
  }
  assert {
    condition = alltrue(flatten([
      for container in values(output.containers) : [
        for variable in container.environment : !can(regex("(?i)(password|secret|token)$", variable.name))
      ]
    ]))
    error_message = "A secret stands among the plain settings."
  }
  assert {
    condition     = alltrue([for container in values(output.containers) : contains([for variable in container.environment : "${variable.name}=${variable.value}"], "SPRING_PROFILES_ACTIVE=production")])
    error_message = "A program does not run with the production profile."
  }

  # Residents come in over TLS only.
  assert {
    condition     = strcontains(output.edge_settings.tls_policy, "TLS13") && output.edge_settings.plain_http == "redirect"
    error_message = "The way in takes old TLS or plain HTTP."
  }
  assert {
    condition     = contains(output.edge_settings.firewall_rules, "one-address") && length(output.edge_settings.firewall_rules) == 5
    error_message = "The firewall lacks rules."
  }
  assert {
    condition     = output.edge_settings.deletion_protection && output.edge_settings.health_path == "/actuator/health/readiness"
    error_message = "The load balancer can be deleted, or sends residents to a gateway that is not ready."
  }

  # Each promise wakes somebody.
  assert {
    condition = length(setsubtract([
      "gateway-errors", "gateway-none", "gateway-slow", "database-disk", "push-silent", "push-late",
      "applications-events-stuck", "applications-clock", "applications-tasks", "redis-full",
    ], output.alarms)) == 0
    error_message = "A promise has no alarm."
  }
}

# ---------------------------------------------------------------- what is refused

run "refuses_a_mainland_region_outside_the_mainland_partition" {
  command = plan

  variables {
    region = "cn-north-1"
  }

  expect_failures = [var.region]
}

run "refuses_an_installation_without_a_scanner" {
  command = plan

  variables {
    scanner_host = " "
  }

  expect_failures = [var.scanner_host]
}

run "refuses_google_push_in_the_mainland" {
  command = plan

  variables {
    partition           = "aws-cn"
    region              = "cn-north-1"
    push_through_google = true
    certificate_arn     = "arn:aws-cn:iam::123456789012:server-certificate/city"
  }

  expect_failures = [var.push_through_google]
}

run "refuses_short_logs" {
  command = plan

  variables {
    log_retention_days = 90
  }

  expect_failures = [var.log_retention_days]
}

run "refuses_one_issuer_for_two_faces" {
  command = plan

  variables {
    identity = {
      residents = { issuer = "https://id.example.org/one", jwks_uri = "https://id.example.org/one/jwks", audience = "zhanqiao" }
      staff     = { issuer = "https://id.example.org/one", jwks_uri = "https://id.example.org/one/jwks", audience = "zhanqiao" }
      services  = { issuer = "https://id.example.org/services", jwks_uri = "https://id.example.org/services/jwks", audience = "zhanqiao", token_uri = "https://id.example.org/services/token" }
    }
  }

  expect_failures = [var.identity]
}

run "refuses_a_forgotten_program" {
  command = plan

  variables {
    sizes = {
      gateway = { cpu = 1024, memory = 2048, least = 2, most = 8 }
    }
  }

  expect_failures = [var.sizes]
}
