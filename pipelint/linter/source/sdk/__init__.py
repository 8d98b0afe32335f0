"""What the two SDKs' classes mean, as data: signatures, and where each argument ends up in the request."""
