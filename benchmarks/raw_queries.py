"""What the raw limit reads: a page of initiatives, then each kind of what belongs to them at once.

An initiative on the page is visible, so what belongs to it need not ask for that again.
"""

INITIATIVES = """
SELECT i.id, i.uid, i.ref, a.slug, i.status, i.review_on, i.planned_start_on, i.planned_end_on,
       i.actual_start_on, i.actual_end_on, i.report_every_days, i.updated_at,
       i.title_en, i.title_fr, i.title_ko, i.short_title_en, i.short_title_fr, i.short_title_ko,
       i.summary_en, i.summary_fr, i.summary_ko
FROM opportunities_initiative i JOIN opportunities_cooperationarea a ON a.id = i.area_id
WHERE i.visibility <= %(level)s AND a.slug = %(area)s AND i.status = %(status)s
ORDER BY i.uid LIMIT %(limit)s
"""

MILESTONES = """
SELECT initiative_id, count(*), count(done_on), bool_or(done_on IS NOT NULL AND due_on IS NOT NULL),
       min(due_on) FILTER (WHERE done_on IS NULL),
       (array_agg(uid ORDER BY due_on, id) FILTER (WHERE done_on IS NULL AND due_on IS NOT NULL))[1]
FROM opportunities_milestone
WHERE initiative_id = ANY(%(ids)s) AND visibility <= %(level)s AND cancelled_at IS NULL
GROUP BY initiative_id
"""

UPDATES = """
SELECT u.initiative_id, u.as_of, u.status, u.outlook, c.code
FROM opportunities_progressupdate u
LEFT JOIN opportunities_milestone m ON m.id = u.milestone_id
LEFT JOIN opportunities_country c ON c.id = u.on_behalf_of_id
WHERE u.initiative_id = ANY(%(ids)s) AND u.published_at IS NOT NULL AND u.visibility <= %(level)s
  AND (m.id IS NULL OR m.visibility <= %(level)s)
  AND NOT EXISTS (
    SELECT FROM opportunities_progressupdate x LEFT JOIN opportunities_milestone n ON n.id = x.milestone_id
    WHERE x.supersedes_id = u.id AND x.published_at IS NOT NULL AND x.visibility <= %(level)s
      AND (n.id IS NULL OR n.visibility <= %(level)s))
ORDER BY u.as_of DESC, u.published_at DESC, u.id DESC
"""

PARTS = """
SELECT p.initiative_id, c.code, c.is_side, CASE WHEN p.is_lead THEN o.uid END
FROM opportunities_participation p JOIN opportunities_country c ON c.id = p.country_id
LEFT JOIN opportunities_organisation o ON o.id = p.organisation_id AND o.visibility <= %(level)s
WHERE p.initiative_id = ANY(%(ids)s) AND p.visibility <= %(level)s AND p.ended_at IS NULL
ORDER BY c.code
"""

EVIDENCE = """
WITH seen AS NOT MATERIALIZED (
  SELECT e.id, e.kind, e.initiative_id, e.milestone_id, e.update_id
  FROM opportunities_evidence e JOIN opportunities_source s ON s.id = e.source_id
  WHERE e.visibility <= %(level)s AND s.visibility <= %(level)s)
SELECT initiative_id, max((kind = 'agreement')::int) FROM (
  SELECT initiative_id, kind FROM seen WHERE initiative_id = ANY(%(ids)s)
  UNION ALL
  SELECT m.initiative_id, seen.kind FROM seen JOIN opportunities_milestone m ON m.id = seen.milestone_id
  WHERE m.initiative_id = ANY(%(ids)s) AND m.visibility <= %(level)s
  UNION ALL
  SELECT u.initiative_id, seen.kind FROM seen JOIN opportunities_progressupdate u ON u.id = seen.update_id
  LEFT JOIN opportunities_milestone m ON m.id = u.milestone_id
  WHERE u.initiative_id = ANY(%(ids)s) AND u.visibility <= %(level)s
    AND (m.id IS NULL OR m.visibility <= %(level)s)
) AS shown GROUP BY initiative_id
"""

CITED = """
SELECT l.initiative_id, 'takeaway', t.uid
FROM opportunities_initiative_takeaways l JOIN opportunities_takeaway t ON t.id = l.takeaway_id
JOIN opportunities_dialogue d ON d.id = t.dialogue_id
WHERE l.initiative_id = ANY(%(ids)s) AND t.visibility <= %(level)s AND d.visibility <= %(level)s
UNION ALL
SELECT l.initiative_id, 'framework', f.uid
FROM opportunities_initiative_frameworks l JOIN opportunities_framework f ON f.id = l.framework_id
WHERE l.initiative_id = ANY(%(ids)s) AND f.visibility <= %(level)s
ORDER BY 3
"""
