# The whole city: network, keys, database, Redis, buckets, seven programs, the way in, what wakes
# somebody.

locals {
  name = "zhanqiao-${var.environment}"

  programs = {
    gateway       = { port = 8080, management_port = 9100, owns_database = false }
    applications  = { port = 8101, management_port = 9101, owns_database = true }
    residents     = { port = 8102, management_port = 9102, owns_database = true }
    notifications = { port = 8103, management_port = 9103, owns_database = true }
    pilots        = { port = 8104, management_port = 9104, owns_database = true }
    appointments  = { port = 8105, management_port = 9105, owns_database = true }
    notices       = { port = 8106, management_port = 9106, owns_database = true }
  }
  owners = { for name, program in local.programs : name => program if program.owns_database }

  # Connections of all tasks at their most, and the database's share for each.
  pool_size = 8

  identity = merge([for face in ["residents", "staff", "services"] : {
    "ZHANQIAO_IDENTITY_${upper(face)}_ISSUER"   = var.identity[face].issuer
    "ZHANQIAO_IDENTITY_${upper(face)}_JWKSURI"  = var.identity[face].jwks_uri
    "ZHANQIAO_IDENTITY_${upper(face)}_AUDIENCE" = var.identity[face].audience
  }]...)

  peers = { for name, program in local.owners : "ZHANQIAO_PEERS_${upper(name)}" => "http://${name}:${program.port}" }

  common = merge(local.identity, local.peers, {
    SPRING_PROFILES_ACTIVE            = var.partition == "aws-cn" ? "production,mainland" : "production"
    SPRING_DATA_REDIS_HOST            = module.cache.address
    SPRING_DATA_REDIS_PORT            = "6379"
    SPRING_DATA_REDIS_SSL_ENABLED     = "true"
    ZHANQIAO_IDENTITY_CLIENT_TOKENURI = var.identity.services.token_uri
    ZHANQIAO_IDENTITY_CLIENT_AUDIENCE = var.identity.services.audience
    # The collector beside the program.
    MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT = "http://127.0.0.1:4318/v1/traces"
  })

  database_settings = { for name in keys(local.owners) : name => {
    SPRING_R2DBC_URL      = "r2dbc:postgresql://${module.database.address}:5432/${name}?sslMode=verify-full&sslRootCert=/tmp/database-ca.pem"
    SPRING_R2DBC_USERNAME = name
    SPRING_FLYWAY_URL     = "jdbc:postgresql://${module.database.address}:5432/${name}?sslmode=verify-full&sslrootcert=/tmp/database-ca.pem"
    SPRING_FLYWAY_USER    = name
    # The start script writes it to the file named above.
    DATABASE_CA_PEM = var.database_ca_pem
  } }

  own_settings = {
    gateway = {
      # One proxy stands before the gateway, with an address of the public subnets.
      ZHANQIAO_GATEWAY_RATE_TRUSTEDPROXIES = var.cidr
    }
    applications = {
      ZHANQIAO_MATERIALS_STORE        = "s3"
      ZHANQIAO_MATERIALS_S3_BUCKET    = module.storage.kept["materials"].name
      ZHANQIAO_MATERIALS_S3_REGION    = var.region
      ZHANQIAO_MATERIALS_SCAN_HOST    = var.scanner_host
      ZHANQIAO_VOUCHERS_PUBLICADDRESS = "https://${var.domain}"
    }
    notices = {
      ZHANQIAO_ATTACHMENTS_STORE     = "s3"
      ZHANQIAO_ATTACHMENTS_S3_BUCKET = module.storage.kept["attachments"].name
      ZHANQIAO_ATTACHMENTS_S3_REGION = var.region
      ZHANQIAO_ATTACHMENTS_SCAN_HOST = var.scanner_host
    }
    # Firebase is off until somebody says with which account; the start script writes it to this file.
    notifications = var.push_through_google ? { ZHANQIAO_PUSH_FCM_SERVICEACCOUNT = "/tmp/firebase.json" } : {}
  }

  own_secrets = {
    notifications = var.push_through_google ? { FIREBASE_SERVICE_ACCOUNT = aws_secretsmanager_secret.firebase[0].arn } : {}
  }

  # Each reaches its own bucket and no other's.
  own_statements = { for name, use in { applications = "materials", notices = "attachments" } : name => [
    {
      Sid      = "Files"
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]
      Resource = ["${module.storage.kept[use].arn}/*"]
    },
    {
      Sid      = "FilesKey"
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource = [module.keys.arns["storage"]]
    },
  ] }
}

module "keys" {
  source = "../keys"

  name       = local.name
  account_id = var.account_id
  partition  = var.partition
  region     = var.region
}

module "network" {
  source = "../network"

  name               = local.name
  cidr               = var.cidr
  zones              = var.zones
  nat_per_zone       = var.nat_per_zone
  logs_key_arn       = module.keys.arns["logs"]
  log_retention_days = var.log_retention_days
}

# One group for each program, for the rules of database and Redis, and one that all of them share.
resource "aws_security_group" "program" {
  for_each = local.programs

  name        = "${local.name}-${each.key}"
  description = "The tasks of ${each.key}."
  vpc_id      = module.network.vpc_id
}

resource "aws_security_group" "programs" {
  name        = "${local.name}-programs"
  description = "Programs speak to each other, and to nobody but those they need."
  vpc_id      = module.network.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "among_programs" {
  security_group_id            = aws_security_group.programs.id
  description                  = "Programs call each other"
  referenced_security_group_id = aws_security_group.programs.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8106
}

resource "aws_vpc_security_group_egress_rule" "among_programs" {
  security_group_id            = aws_security_group.programs.id
  description                  = "Programs call each other"
  referenced_security_group_id = aws_security_group.programs.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8106
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.programs.id
  description       = "Issuers, push providers, the provider's own services"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "redis" {
  security_group_id = aws_security_group.programs.id
  description       = "Redis"
  cidr_ipv4         = var.cidr
  ip_protocol       = "tcp"
  from_port         = 6379
  to_port           = 6379
}

resource "aws_vpc_security_group_egress_rule" "scanner" {
  for_each = toset(["applications", "notices"])

  security_group_id = aws_security_group.program[each.key].id
  description       = "The scanner of uploads"
  cidr_ipv4         = var.cidr
  ip_protocol       = "tcp"
  from_port         = 3310
  to_port           = 3310
}

resource "aws_vpc_security_group_egress_rule" "database" {
  for_each = local.owners

  security_group_id            = aws_security_group.program[each.key].id
  description                  = "PostgreSQL"
  referenced_security_group_id = module.database.group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "from_edge" {
  for_each = { requests = local.programs.gateway.port, health = local.programs.gateway.management_port }

  security_group_id            = aws_security_group.program["gateway"].id
  description                  = "${each.key} from the load balancer"
  referenced_security_group_id = module.edge.group_id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}

resource "aws_vpc_security_group_egress_rule" "from_edge" {
  for_each = { requests = local.programs.gateway.port, health = local.programs.gateway.management_port }

  security_group_id            = module.edge.group_id
  description                  = "${each.key} to the gateway"
  referenced_security_group_id = aws_security_group.program["gateway"].id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}

module "database" {
  source = "../database"

  name    = local.name
  vpc_id  = module.network.vpc_id
  subnets = module.network.data_subnets
  client_groups = merge(
    { for name in keys(local.owners) : name => aws_security_group.program[name].id },
    { setup = aws_security_group.setup.id },
  )
  instance_class  = var.database.instance_class
  storage_gib     = var.database.storage_gib
  backup_days     = var.database.backup_days
  key_arn         = module.keys.arns["database"]
  secrets_key_arn = module.keys.arns["secrets"]
  partition       = var.partition
}

module "cache" {
  source = "../cache"

  name               = local.name
  vpc_id             = module.network.vpc_id
  subnets            = module.network.data_subnets
  client_groups      = { programs = aws_security_group.programs.id }
  node_type          = var.cache.node_type
  nodes              = var.cache.nodes
  key_arn            = module.keys.arns["cache"]
  auth_token         = var.redis_auth_token
  log_retention_days = var.log_retention_days
  logs_key_arn       = module.keys.arns["logs"]
}

module "storage" {
  source = "../storage"

  name               = local.name
  partition          = var.partition
  region             = var.region
  account_id         = var.account_id
  key_arn            = module.keys.arns["storage"]
  log_retention_days = var.log_retention_days
}

module "edge" {
  source = "../edge"

  name                 = local.name
  vpc_id               = module.network.vpc_id
  subnets              = module.network.public_subnets
  port                 = local.programs.gateway.port
  management_port      = local.programs.gateway.management_port
  certificate_arn      = var.certificate_arn
  logs_bucket          = module.storage.logs_bucket
  requests_per_address = var.requests_per_address
  log_retention_days   = var.log_retention_days
  logs_key_arn         = module.keys.arns["logs"]
}

# ---------------------------------------------------------------- images

resource "aws_ecr_repository" "this" {
  for_each = local.programs

  name                 = "${local.name}/${each.key}"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = module.keys.arns["images"]
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each = aws_ecr_repository.this

  repository = each.value.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Fifty versions to go back to."
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 50 }
      action       = { type = "expire" }
    }]
  })
}

# ---------------------------------------------------------------- programs

resource "aws_ecs_cluster" "this" {
  name = local.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_service_discovery_http_namespace" "this" {
  name        = local.name
  description = "Programs of the city by name."
}

module "program" {
  source   = "../service"
  for_each = local.programs

  name                 = local.name
  service              = each.key
  partition            = var.partition
  region               = var.region
  account_id           = var.account_id
  cluster              = { arn = aws_ecs_cluster.this.arn, name = aws_ecs_cluster.this.name }
  namespace_arn        = aws_service_discovery_http_namespace.this.arn
  subnets              = module.network.services_subnets
  groups               = [aws_security_group.program[each.key].id, aws_security_group.programs.id]
  image                = "${aws_ecr_repository.this[each.key].repository_url}:${var.version_tag}"
  image_repository_arn = aws_ecr_repository.this[each.key].arn
  collector_image      = var.collector_image
  port                 = each.value.port
  management_port      = each.value.management_port
  cpu                  = var.sizes[each.key].cpu
  memory               = var.sizes[each.key].memory
  tasks                = { least = var.sizes[each.key].least, most = var.sizes[each.key].most }

  environment = merge(
    local.common,
    lookup(local.database_settings, each.key, {}),
    lookup(local.own_settings, each.key, {}),
    { ZHANQIAO_IDENTITY_CLIENT_CLIENTID = each.key },
    { SERVER_PORT = tostring(each.value.port), MANAGEMENT_SERVER_PORT = tostring(each.value.management_port) },
  )
  secrets = merge(
    {
      SPRING_DATA_REDIS_PASSWORD            = aws_secretsmanager_secret.redis.arn
      ZHANQIAO_IDENTITY_CLIENT_CLIENTSECRET = "${aws_secretsmanager_secret.program[each.key].arn}:client-secret::"
    },
    each.value.owns_database ? {
      SPRING_R2DBC_PASSWORD  = aws_secretsmanager_secret.database[each.key].arn
      SPRING_FLYWAY_PASSWORD = aws_secretsmanager_secret.database[each.key].arn
      # {"zhanqiao.encryption.keys.…": …}: more than one key while they are changed.
      SPRING_APPLICATION_JSON = aws_secretsmanager_secret.encryption[each.key].arn
    } : {},
    lookup(local.own_secrets, each.key, {}),
  )
  secret_arns = concat(
    [aws_secretsmanager_secret.redis.arn, aws_secretsmanager_secret.program[each.key].arn],
    each.value.owns_database ? [
      aws_secretsmanager_secret.database[each.key].arn,
      aws_secretsmanager_secret.encryption[each.key].arn,
    ] : [],
    values(lookup(local.own_secrets, each.key, {})),
  )
  secrets_key_arn = module.keys.arns["secrets"]
  task_statements = lookup(local.own_statements, each.key, [])

  target_group_arn = each.key == "gateway" ? module.edge.target_group_arn : null
  scaling = (
    each.key == "gateway" ? { signal = "requests", target = var.requests_per_gateway_task, label = module.edge.scaling_label } :
    each.key == "notifications" ? { signal = "backlog", target = 20000, label = null } :
    { signal = "cpu", target = 60, label = null }
  )

  log_retention_days = var.log_retention_days
  logs_key_arn       = module.keys.arns["logs"]
}

module "watch" {
  source = "../watch"

  name                 = local.name
  partition            = var.partition
  region               = var.region
  account_id           = var.account_id
  logs_key_arn         = module.keys.arns["logs"]
  cluster_name         = aws_ecs_cluster.this.name
  services             = { for name, size in var.sizes : name => size.least }
  database_id          = module.database.identifier
  database_storage_gib = var.database.storage_gib
  cache_id             = module.cache.id
  edge                 = module.edge.dimensions
  on_call_endpoint     = var.on_call_endpoint
}
