"""What commands share: their options, how a talk is opened, and how a person is told what came of it."""
