"""The briefing's sentences, for pages, API and commands. A name stands where no language would inflect it."""
