"""A whole programme of talks: build, check and watch it by one file, programme.yaml."""
