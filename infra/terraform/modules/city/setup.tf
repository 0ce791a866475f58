# A task that makes one database and one user for each service, and gives users their present
# passwords. It is run by hand after the first apply and after every change of passwords.

locals {
  setup_script = join("\n", concat(
    [
      "set -eu",
      "printf '%s' \"$DATABASE_CA_PEM\" > /tmp/ca.pem",
      "export PGSSLMODE=verify-full PGSSLROOTCERT=/tmp/ca.pem",
    ],
    [for name in sort(keys(local.owners)) : join("\n", [
      "psql -v ON_ERROR_STOP=1 -v name=${name} -v password=\"$PASSWORD_${upper(name)}\" -d postgres <<'SQL'",
      "SELECT format('CREATE ROLE %I LOGIN', :'name') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \\gexec",
      "SELECT format('ALTER ROLE %I PASSWORD %L', :'name', :'password') \\gexec",
      "SELECT format('GRANT %I TO CURRENT_USER', :'name') \\gexec",
      "SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'name') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \\gexec",
      "SELECT format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', :'name') \\gexec",
      "SQL",
    ])],
    # What only an administrator may add.
    ["for db in ${join(" ", sort(keys(local.owners)))}; do psql -v ON_ERROR_STOP=1 -d \"$db\" -c 'CREATE EXTENSION IF NOT EXISTS pg_trgm' -c 'CREATE EXTENSION IF NOT EXISTS btree_gist' -c 'CREATE EXTENSION IF NOT EXISTS cube' -c 'CREATE EXTENSION IF NOT EXISTS earthdistance'; done"],
  ))
}

resource "aws_security_group" "setup" {
  name        = "${local.name}-setup"
  description = "The task that makes databases and users."
  vpc_id      = module.network.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "setup_database" {
  security_group_id            = aws_security_group.setup.id
  description                  = "PostgreSQL"
  referenced_security_group_id = module.database.group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_egress_rule" "setup_https" {
  security_group_id = aws_security_group.setup.id
  description       = "Image, secrets, log"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_cloudwatch_log_group" "setup" {
  name              = "/${local.name}/setup"
  retention_in_days = var.log_retention_days
  kms_key_id        = module.keys.arns["logs"]
}

resource "aws_iam_role" "setup" {
  name = "${local.name}-setup"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "setup" {
  name = "setup"
  role = aws_iam_role.setup.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # The image lies in the city's registry under a name of its own.
        Sid      = "Image"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = ["arn:${var.partition}:ecr:${var.region}:${var.account_id}:repository/${local.name}/psql"]
      },
      {
        # This action knows no resource.
        Sid      = "RegistryLogIn"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = "*"
      },
      {
        Sid      = "Passwords"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = concat([module.database.admin_secret_arn], [for secret in aws_secretsmanager_secret.database : secret.arn])
      },
      {
        Sid      = "OpenSecrets"
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = [module.keys.arns["secrets"]]
      },
      {
        Sid      = "OwnLog"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${aws_cloudwatch_log_group.setup.arn}:*"]
      },
    ]
  })
}

resource "aws_ecs_task_definition" "setup" {
  family                   = "${local.name}-setup"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = aws_iam_role.setup.arn

  volume {
    name = "tmp"
  }

  container_definitions = jsonencode([{
    name                   = "setup"
    image                  = var.psql_image
    essential              = true
    readonlyRootFilesystem = true
    command                = ["sh", "-c", local.setup_script]
    mountPoints            = [{ sourceVolume = "tmp", containerPath = "/tmp", readOnly = false }]
    environment = [
      { name = "DATABASE_CA_PEM", value = var.database_ca_pem },
      { name = "PGHOST", value = module.database.address },
    ]
    secrets = concat(
      [
        { name = "PGUSER", valueFrom = "${module.database.admin_secret_arn}:username::" },
        { name = "PGPASSWORD", valueFrom = "${module.database.admin_secret_arn}:password::" },
      ],
      [for name in sort(keys(local.owners)) : { name = "PASSWORD_${upper(name)}", valueFrom = aws_secretsmanager_secret.database[name].arn }],
    )
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.setup.name
        awslogs-region        = var.region
        awslogs-stream-prefix = "setup"
      }
    }
  }])
}
