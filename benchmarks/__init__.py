"""How long a whole build takes, beside plain python-pptx and pandoc with the same content."""
