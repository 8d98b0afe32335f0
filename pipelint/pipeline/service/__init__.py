"""What the AWS API says: the shapes of requests and responses, and which of them each step type uses."""
